export const app = () => new Response("hello");
