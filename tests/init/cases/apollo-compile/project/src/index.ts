import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

const server = new ApolloServer({ typeDefs: "type Query { films: [String] }" });
startStandaloneServer(server, { listen: { port: Number(process.env.PORT ?? 4000) } });
