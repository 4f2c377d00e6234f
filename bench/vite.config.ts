import { defineConfig } from 'vite';
import product from '../vite.config.ts';

/** Builds the benchmark as the product is built, with the tools it is compared with left outside. */
export default defineConfig({
  plugins: product.plugins ?? [],
  ssr: {
    noExternal: true,
    external: [
      'alex',
      'harper.js',
      'modern-ahocorasick',
      'obscenity',
      'retext',
      'retext-profanities',
    ],
  },
  build: {
    ssr: true,
    target: 'es2022',
    minify: false,
    outDir: 'bench/dist',
    emptyOutDir: true,
    rolldownOptions: { input: ['bench/main.ts', 'bench/one.ts'] },
  },
});
