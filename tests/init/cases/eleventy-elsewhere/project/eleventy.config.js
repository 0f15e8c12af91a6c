export default function () {
  return { dir: { input: "src", output: "public" } };
}
