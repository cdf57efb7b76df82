/** What to know of lists that hold the film they were made for; nothing where there are none. */
export function remarkOnNegatives(lists: number, people: number): string[] {
  if (lists === 0) return [];
  const [count, all] = [lists, people].map((value) => value.toLocaleString('en-US'));
  const verb = lists === 1 ? 'holds' : 'hold';
  return [
    `${count} of the ${all} given lists of negatives ${verb} the tested film itself. It is ranked once, as the film that ` +
      `is to be found, so that such a list has one film fewer to beat; He et al. count the same way.`,
  ];
}
