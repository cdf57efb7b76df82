import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** How the page of src/web is built into dist/web; `npm run page` shows it while it is written, on the API of a `movierec serve`. */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    // The charts, which are loaded where one comes into view.
    chunkSizeWarningLimit: 1200,
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    // The page's own sources in its folder `api` are served by Vite.
    proxy: { '^/(api/(?!.*\\.tsx?(\\?|$))|docs|openapi)': process.env['MOVIEREC'] ?? 'http://127.0.0.1:8080' },
  },
});
