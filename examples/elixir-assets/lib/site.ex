defmodule Site do
  @moduledoc "Answers `/`, `/healthz` and `/style.css`, which is one of its assets."
  use Application

  @impl true
  def start(_type, _args) do
    port = String.to_integer(System.get_env("PORT", "4000"))
    children = [{Task.Supervisor, name: Site.Answers}, {Task, fn -> listen(port) end}]
    Supervisor.start_link(children, strategy: :one_for_one)
  end

  defp listen(port) do
    options = [:binary, packet: :http_bin, active: false, reuseaddr: true]
    {:ok, listener} = :gen_tcp.listen(port, options)
    accept(listener)
  end

  defp accept(listener) do
    {:ok, client} = :gen_tcp.accept(listener)
    Task.Supervisor.start_child(Site.Answers, fn -> answer(client) end)
    accept(listener)
  end

  defp answer(client) do
    case :gen_tcp.recv(client, 0, 3000) do
      {:ok, {:http_request, _method, {:abs_path, path}, _version}} -> reply(client, page(path))
      _ -> :ok
    end

    :gen_tcp.close(client)
  end

  defp page("/"), do: {"200 OK", Greeting.of("elixir-assets")}
  defp page("/healthz"), do: {"200 OK", "ok\n"}
  defp page("/style.css"), do: {"200 OK", File.read!(Application.app_dir(:site, "priv/static/style.css"))}
  defp page(_), do: {"404 Not Found", "not found\n"}

  defp reply(client, {status, body}) do
    head = "HTTP/1.1 #{status}\r\ncontent-type: text/plain\r\ncontent-length: #{byte_size(body)}\r\n"
    :gen_tcp.send(client, head <> "connection: close\r\n\r\n" <> body)
  end
end
