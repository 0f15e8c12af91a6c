export default function Home() {
  return <h1>hello from node-react-router</h1>;
}
