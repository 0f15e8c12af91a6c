import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

// The version of a build is the moment that it is made in unless one is given here: with it, the same sources give the same files.
export default defineConfig({ plugins: [sveltekit({ adapter: adapter(), version: { name: "1" } })] });
