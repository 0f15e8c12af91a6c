export default {
  build: { outDir: "public/app" },
};
