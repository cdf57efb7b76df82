import type { Definitions, List } from '../../document.ts';
import { styles } from '../look.ts';
import type { Element, Press } from '../press.ts';
import { keptTogether, type Slice } from '../slice.ts';
import { baselineOf, setText, textSlices, wholeWidth } from '../text.ts';

const indent = 18;
const inner = { x: wholeWidth.x + indent, width: wholeWidth.width - indent };

export function listSlices(press: Press, { items, ordered }: List, parent: Element): Slice[] {
  const list = press.element('L', parent);
  return items.flatMap((words, at) => {
    const item = press.element('LI', list);
    const label = press.element('Lbl', item);
    const mark = setText(press, ordered ? `${at + 1}.` : '•', styles.body, indent);
    const [first, ...rest] = textSlices(
      press,
      words,
      styles.body,
      press.element('LBody', item),
      inner,
      at === 0 ? 7 : 3,
    );
    const draw = (top: number): void => {
      const [line] = mark.lines;
      press.line(line, inner.x - 6 - line.width, baselineOf(top, styles.body), label);
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
    const [first, ...rest] = textSlices(press, meaning, styles.body, press.element('LBody', item), inner, 0);
    return [...keptTogether([...named, first]).slice(0, -1), first, ...rest];
  });
}
