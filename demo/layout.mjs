import { html } from './html.mjs';

/** The pages of the tool, in the order of the menu. */
export const PAGES = [
  {
    path: '/lektion',
    menu: 'Närvaro',
    title: 'Närvaro och lektionskommentar',
    about: 'Klasslistan för dagens lektion: närvaro och en anmärkning för varje elev.',
  },
  {
    path: '/kommentar',
    menu: 'Kommentar',
    title: 'Lektionskommentar till en elev',
    about: 'En kommentar om en elevs arbete på lektionen.',
  },
  {
    path: '/meddelande',
    menu: 'Meddelande',
    title: 'Meddelande till vårdnadshavare',
    about: 'Ett meddelande som vårdnadshavare läser i skolans app.',
  },
  {
    path: '/epost',
    menu: 'E-post',
    title: 'E-post',
    about: 'Vanlig e-post, som går okrypterad över öppet nät.',
  },
  {
    path: '/halsa',
    menu: 'Elevhälsa',
    title: 'Elevhälsans journal',
    about: 'Skolsköterskans anteckningar. Här hör uppgifter om hälsa hemma.',
  },
  {
    path: '/sparat',
    menu: 'Sparat',
    title: 'Sparat på den här datorn',
    about: 'Exakt det som har sparats, ord för ord.',
  },
];

/** @param {string} path @returns {string} the title of the page at that path */
export function titleOf(path) {
  return PAGES.find((page) => page.path === path)?.title ?? path;
}

/**
 * A whole document around a page's own content.
 *
 * @param {object} page
 * @param {string} [page.path] marks the page in the menu
 * @param {string} page.title
 * @param {import('./html.mjs').Html} page.main
 * @param {string | null} [page.problem] something that everyone should see, on every page
 * @param {string} [page.script] address of the page's own script
 * @returns {string}
 */
export function layout({ path, title, main, problem, script }) {
  return `${html`<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Övningsskolan</title>
<link rel="icon" href="/school.svg" type="image/svg+xml">
<link rel="stylesheet" href="/school.css">
${script && html`<script src="${script}" defer></script>`}
</head>
<body>
<a class="skip" href="#main">Hoppa till innehållet</a>
<header class="top">
  <div class="bar">
    <a class="school" href="/"><img src="/school.svg" alt="" width="32" height="32">Övningsskolan</a>
    <p class="practice">Övning: inget här är på riktigt</p>
  </div>
  <nav class="bar" aria-label="Sidor">
    <ul>${PAGES.map(
      (page) => html`
      <li><a href="${page.path}"${page.path === path && html` aria-current="page"`}>${page.menu}</a></li>`,
    )}
    </ul>
  </nav>
</header>
<main id="main" tabindex="-1">
${problem && html`<p class="notice bad" role="alert">${problem}</p>`}
<h1>${title}</h1>
${main}
</main>
<footer>
  <p>Övningsskolan finns bara på den här datorn. Eleverna är påhittade och inget skickas härifrån.</p>
</footer>
</body>
</html>
`}`;
}
