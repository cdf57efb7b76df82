/** How the program is called here: through npm, as in a checkout, or by its own name, as when it is installed. */
const called = process.env['npm_command'] ? 'npx movierec' : 'movierec';

/** A text with every command line in it as it has to be typed here. */
export const asTyped = (text: string): string => text.replace(/(?<!npx )\bmovierec (?=[a-z<])/g, `${called} `);
