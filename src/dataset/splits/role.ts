/**
 * What a rating is for in one round of training and testing. `foldIn` is history of someone whom the model was not
 * trained on: it is given to the trained model, which is then asked for the ratings with role `test`. `unused` has no
 * part in the round.
 */
export const role = { train: 0, test: 1, foldIn: 2, unused: 3 } as const;

/** By number. */
export const roleNames = ['train', 'test', 'fold-in', 'unused'] as const;
export type RoleName = (typeof roleNames)[number];
