/** For Java: tasks of many epochs are read recursively. */
export const deepStack = '-Xss8m';
