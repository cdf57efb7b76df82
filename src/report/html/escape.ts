/** A text as it stands in HTML, between tags or in a quoted attribute. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
