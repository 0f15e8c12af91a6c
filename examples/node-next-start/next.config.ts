// The id of a build is drawn anew each time unless one is given here: with it, the same sources give the same pages.
export default { poweredByHeader: false, generateBuildId: () => "1" };
