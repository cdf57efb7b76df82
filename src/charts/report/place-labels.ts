/** A dot, in pixels from the left and from the top, with the text that belongs beside it. */
export interface Labeled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where a label stands beside its dot, in pixels from it, as Vega has it. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'right' | 'center';
}

/** Labels of 11 pixels in DejaVu Sans; its widest usual letters, so that there is room in any case. */
const characterWidth = 7;
const lineHeight = 13;

const places: readonly LabelPlace[] = [
  { dx: 8, dy: 0, align: 'left' },
  { dx: -8, dy: 0, align: 'right' },
  { dx: 0, dy: -12, align: 'center' },
  { dx: 0, dy: 13, align: 'center' },
  { dx: 8, dy: -10, align: 'left' },
  { dx: 8, dy: 11, align: 'left' },
  { dx: -8, dy: -10, align: 'right' },
  { dx: -8, dy: 11, align: 'right' },
];

/**
 * For each dot the first of eight places around it where its label is inside the picture and covers neither another dot
 * nor a label that was placed before; nothing where there is none. For some dozens of dots.
 */
export function placeLabels(dots: readonly Labeled[], width: number, height: number): (LabelPlace | undefined)[] {
  const points = dots.map(({ x, y }): Box => [x - 6, y - 6, x + 6, y + 6]);
  const taken: Box[] = [];
  return dots.map((dot, at) => {
    const others = points.filter((_, other) => other !== at);
    const isFree = (box: Box): boolean =>
      box[0] >= 0 &&
      box[1] >= 0 &&
      box[2] <= width &&
      box[3] <= height &&
      ![...others, ...taken].some((one) => overlap(box, one));
    const place = places.find((one) => isFree(boxOf(dot, one)));
    if (place) taken.push(boxOf(dot, place));
    return place;
  });
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

function boxOf({ x, y, text }: Labeled, { dx, dy, align }: LabelPlace): Box {
  const width = characterWidth * text.length;
  const left = x + dx - { left: 0, center: width / 2, right: width }[align];
  return [left, y + dy - lineHeight / 2, left + width, y + dy + lineHeight / 2];
}

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
