/** An element of XML: its name, attributes and what is inside. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const NAME = '[A-Za-z_@][\\w.:@~-]*';
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML strictly: throws at all that is not well formed, and at what our files have no need of. */
export function readXml(file: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let rest = file.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/i, '');
  if (rest === file) throw new Error('The declaration is missing.');
  rest = rest.replace(/^<!DOCTYPE [^[>]+>\n/, '');
  while (rest) {
    const here = open.at(-1) as Element;
    const text = /^[^<]+/.exec(rest)?.[0];
    const tag = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`).exec(rest);
    if (text !== undefined) here.text += decoded(text);
    else if (!tag) throw new Error(`No XML: ${rest.slice(0, 40)}`);
    else if (tag[1]) {
      if (here.name !== tag[2] || tag[3] || tag[4])
        throw new Error(`</${tag[2]}> closes <${here.name}>.`);
      open.pop();
    } else {
      const pairs = [...(tag[3] ?? '').matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))];
      const attributes = Object.fromEntries(
        pairs.map(([, key = '', value = '']) => [key, decoded(value)]),
      );
      if (Object.keys(attributes).length < pairs.length)
        throw new Error('An attribute stands twice.');
      const element: Element = { name: tag[2] as string, attributes, children: [], text: '' };
      here.children.push(element);
      if (!tag[4]) open.push(element);
    }
    rest = rest.slice((text ?? tag?.[0] ?? '').length);
  }
  const [whole] = root.children;
  if (open.length > 1 || root.children.length !== 1 || !whole || root.text.trim()) {
    throw new Error('It is not one element.');
  }
  return whole;
}

function decoded(text: string): string {
  return text.replace(/&([^;]*);?/g, (all, name: string) => {
    const code =
      /^#(\d+)$/.exec(name)?.[1] ??
      (/^#x([0-9a-f]+)$/i.exec(name) ? String(Number.parseInt(name.slice(2), 16)) : undefined);
    const letter = code === undefined ? ENTITIES[name] : String.fromCodePoint(Number(code));
    if (letter === undefined || !all.endsWith(';')) throw new Error(`There is no ${all}.`);
    return letter;
  });
}

/** All elements of a name, however deep. */
export const elements = ({ children }: Element, name: string): Element[] =>
  children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);
