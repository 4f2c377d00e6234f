/** The match pattern of all of a site. It has no port, as the browsers' own patterns. */
export function sitePattern(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** The match pattern of pages of the same kind: numbers and other names of single things are left open. */
export function pagePattern(address: string): string {
  const { protocol, hostname, pathname } = new URL(address);
  const path = pathname
    .split('/')
    .map((part) => (isOfOneThing(part) ? '*' : part))
    .join('/');
  return `${protocol}//${hostname}${path}*`.replace(/\*+$/, '*');
}

/** True for a part of a path that names one lesson, pupil or session and not a kind of page. */
function isOfOneThing(part: string): boolean {
  return (
    /^\d+$|\d{3}|[@()=;]|%40/.test(part) ||
    /^[0-9a-f-]{8,}$/i.test(part) ||
    (part.length >= 12 && /\d/.test(part))
  );
}
