export class Room {
  #sockets = new Set<WebSocket>();

  join(socket: WebSocket) {
    socket.addEventListener("open", () => {
      this.#sockets.add(socket);
      this.say(`${this.#sockets.size} here`);
    });
    socket.addEventListener("close", () => this.#sockets.delete(socket));
    socket.addEventListener("message", (event) => this.say(String(event.data)));
  }

  say(text: string) {
    for (const socket of this.#sockets) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    }
  }
}
