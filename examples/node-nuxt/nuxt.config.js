export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  // A build has a random name, and a file for browsers that says when it was made, unless it is told otherwise: without them, the same sources give the same files.
  buildId: "1",
  experimental: { appManifest: false },
});
