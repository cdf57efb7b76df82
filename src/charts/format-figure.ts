/** A metric's figure as titles and labels show it: 0.8612. */
export const formatFigure = (figure: number): string => figure.toFixed(4).replace(/^-(?=0\.0000$)/, '');
