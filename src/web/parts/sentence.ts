/** What the server says, as a sentence of its own: with a capital letter and a full stop. */
export const sentence = (text: string): string => {
  const full = /[.!?]$/.test(text) ? text : `${text}.`;
  return full.charAt(0).toUpperCase() + full.slice(1);
};
