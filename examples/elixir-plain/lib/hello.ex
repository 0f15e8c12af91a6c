defmodule Hello do
  @moduledoc "Answers `/` and `/healthz` with what Erlang brings."
  use Application

  @impl true
  def start(_type, _args) do
    port = String.to_integer(System.get_env("PORT", "4000"))
    children = [{Task.Supervisor, name: Hello.Answers}, {Task, fn -> listen(port) end}]
    Supervisor.start_link(children, strategy: :one_for_one)
  end

  defp listen(port) do
    options = [:binary, packet: :http_bin, active: false, reuseaddr: true]
    {:ok, listener} = :gen_tcp.listen(port, options)
    accept(listener)
  end

  defp accept(listener) do
    {:ok, client} = :gen_tcp.accept(listener)
    Task.Supervisor.start_child(Hello.Answers, fn -> answer(client) end)
    accept(listener)
  end

  defp answer(client) do
    case :gen_tcp.recv(client, 0, 3000) do
      {:ok, {:http_request, _method, {:abs_path, path}, _version}} -> reply(client, page(path))
      _ -> :ok
    end

    :gen_tcp.close(client)
  end

  defp page("/"), do: {"200 OK", "hello from elixir-plain\n"}
  defp page("/healthz"), do: {"200 OK", "ok\n"}
  defp page(_), do: {"404 Not Found", "not found\n"}

  defp reply(client, {status, body}) do
    head = "HTTP/1.1 #{status}\r\ncontent-type: text/plain\r\ncontent-length: #{byte_size(body)}\r\n"
    :gen_tcp.send(client, head <> "connection: close\r\n\r\n" <> body)
  end
end
