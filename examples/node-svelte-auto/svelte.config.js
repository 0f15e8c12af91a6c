import adapter from "@sveltejs/adapter-auto";

// The version of a build is the moment that it is made in unless one is given here: with it, the same sources give the same files.
export default { kit: { adapter: adapter(), version: { name: "1" } } };
