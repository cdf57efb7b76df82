/**
 * What a rating is for in one round of training and testing. `foldIn` is history of someone whom the model was not
 * trained on: it is given to the trained model, which is then asked for the ratings with role `test`. `hidden` are
 * ratings of theirs that the model is not told of; they are not listed for them either. `unused` has no part in the round.
 */
export const role = { train: 0, test: 1, foldIn: 2, unused: 3, hidden: 4 } as const;

/** By number, those that splits give and `clean` writes down; what is hidden is hidden by an evaluation. */
export const roleNames = ['train', 'test', 'fold-in', 'unused'] as const;
export type RoleName = (typeof roleNames)[number];
