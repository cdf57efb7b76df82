/** A group of an evaluation as it stands in a sentence after "for": "people with 6 to 20 known ratings". */
export function groupWords(by: string, name: string): string {
  switch (by) {
    case 'activity':
      return `people with ${name === 'no ratings' ? 'no' : name} known ratings`;
    case 'gender':
      return `people of gender ${name}`;
    case 'age':
      return `people aged ${name}`;
    case 'popularity':
      return name === 'no ratings' ? 'films that nobody rated' : `films that ${name} people rated`;
    case 'genre':
      return `films of the genre ${name}`;
    default:
      return `${by}: ${name}`;
  }
}
