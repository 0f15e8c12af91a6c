export const title = "Shelf";
