/**
 * Domains below which strangers have sites of their own: who reads `*.` of one reads all of them. Some of
 * those that schools and their hosts stand under, from https://publicsuffix.org; the whole
 * list is a quarter of a megabyte, and this only keeps a slip of the hand from becoming a package or a
 * policy: whoever makes one for a school is trusted with the school's notes.
 */
const SHARED = [
  ...['ac.se', 'brand.se', 'com.se', 'fhsk.se', 'fhv.se', 'komforb.se', 'kommunalforbund.se'],
  ...['komvux.se', 'lanbib.se', 'naturbruksgymn.se', 'org.se', 'parti.se', 'pp.se', 'press.se'],
  ...['kommune.no', 'fylkesbibl.no', 'folkebibl.no', 'museum.no', 'vgs.no', 'priv.no', 'co.no'],
  ...['aland.fi', 'iki.fi', 'co.dk', 'com.is', 'edu.is', 'gov.is', 'net.is', 'org.is'],
  ...['ac.uk', 'co.uk', 'gov.uk', 'org.uk', 'sch.uk', 'eu.org'],
  ...['amazonaws.com', 'appspot.com', 'azurewebsites.net', 'azurestaticapps.net', 'cloudfront.net'],
  ...['firebaseapp.com', 'github.io', 'gitlab.io', 'herokuapp.com', 'netlify.app', 'onrender.com'],
  ...['pages.dev', 'vercel.app', 'web.app', 'workers.dev', 'wordpress.com', 'blogspot.com'],
  ...['cloudapp.net', 'sharepoint.com'],
];

/** Whether a host of a match pattern, `*.` before it, takes in sites of strangers. */
export function takesInStrangers(host: string): boolean {
  if (!host.startsWith('*.')) return false;
  const domain = host.slice(2).replace(/\.$/, '');
  return !domain.includes('.') || SHARED.includes(domain);
}
