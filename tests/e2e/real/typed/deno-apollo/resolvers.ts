const books = [
  { title: "The Awakening", author: "Kate Chopin" },
  { title: "City of Glass", author: "Paul Auster" },
];

export const resolvers = {
  Query: {
    books: () => books,
    book: (_: unknown, { title }: { title: string }) => books.find((b) => b.title === title),
  },
};
