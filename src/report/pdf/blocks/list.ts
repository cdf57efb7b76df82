import type { Definitions, List } from '../../document.ts';
import { styles } from '../look.ts';
import type { Element, Press } from '../press.ts';
import { keptTogether, type Slice } from '../slice.ts';
import { baselineOf, setText, textSlices, wholeWidth, type Place } from '../text.ts';

const further = (indent: number): Place => ({ x: wholeWidth.x + indent, width: wholeWidth.width - indent });

export function listSlices(press: Press, { items, ordered }: List, parent: Element): Slice[] {
  const list = press.element('L', parent);
  const marks = items.map((_, at) => setText(press, ordered ? `${at + 1}.` : '•', styles.body, Infinity).lines[0]);
  const inner = further(Math.max(18, ...marks.map(({ width }) => width + 7)));
  return items.flatMap((words, at) => {
    const item = press.element('LI', list);
    const label = press.element('Lbl', item);
    const [first, ...rest] = textSlices(
      press,
      words,
      styles.body,
      press.element('LBody', item),
      inner,
      at === 0 ? 7 : 3,
    );
    const draw = (top: number): void => {
      press.line(marks[at], inner.x - 6 - marks[at].width, baselineOf(top, styles.body), label);
      first.draw(top);
    };
    return [{ ...first, draw }, ...rest];
  });
}

export function definitionSlices(press: Press, { entries }: Definitions, parent: Element): Slice[] {
  const list = press.element('L', parent);
  return entries.flatMap(({ term, meaning }, at) => {
    const item = press.element('LI', list);
    const label = press.element('Lbl', item);
    const named = textSlices(press, [{ strong: term }], styles.body, label, wholeWidth, at === 0 ? 8 : 7, 4);
    const [first, ...rest] = textSlices(press, meaning, styles.body, press.element('LBody', item), further(18), 0);
    return [...keptTogether([...named, first]).slice(0, -1), first, ...rest];
  });
}
