import type { StudyProtocol } from './study.ts';

/** A protocol in a sentence. */
export function describeProtocol(protocol: StudyProtocol): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  switch (protocol.name) {
    case 'folds':
      return `${protocol.folds}-fold cross-validation: all ratings at random in ${protocol.folds} parts, each tested once.`;
    case 'random':
      return `A random ${percent(protocol.share)} of the ratings is tested after training on the others.`;
    case 'given-parts':
      return `Training on the ratings in ${protocol.train}, test on those in ${protocol.test}.`;
    case 'given-negatives':
      return (
        `Training on ${protocol.train}; each person's film in ${protocol.test} is ranked among the films that ` +
        `${protocol.negatives} gives, whatever it was rated.`
      );
    case 'strong-generalization':
      return (
        `Ratings from ${protocol.from} on, of people with ${protocol.least} or more of them. ` +
        `${protocol.people.toLocaleString('en-US')} people (at most a tenth) are tested and as many set aside; no model ` +
        `has seen them: a random ${percent(1 - protocol.tested)} of their ratings is folded in, the others tested, among ` +
        `films that the people in training rated.`
      );
  }
}
