import { defineConfig } from 'vite';
import product from '../vite.config.ts';
import others from './package.json' with { type: 'json' };

const OTHERS = Object.keys(others.dependencies);

/** Builds the benchmark as the product is built, with the tools it is compared with left outside. */
export default defineConfig({
  plugins: product.plugins ?? [],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'es2022',
    minify: false,
    outDir: 'bench/dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        main: 'bench/main.ts',
        one: 'bench/one.ts',
        page: 'bench/page/main.ts',
        county: 'bench/county/main.ts',
      },
      external: (id) =>
        ['playwright-core', 'vite'].includes(id) ||
        OTHERS.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
});
