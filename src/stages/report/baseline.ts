/** The model that any other has to beat: the same films for everyone, those that most people rated. */
export const baseline = 'popularity';
