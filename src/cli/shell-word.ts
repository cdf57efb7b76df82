/** A text as one word of a command line that can be copied into a shell. */
export const shellWord = (text: string): string =>
  /^[\w.,:=@%+/-]+$/.test(text) ? text : `"${text.replace(/["$`\\!]/g, '\\$&')}"`;
