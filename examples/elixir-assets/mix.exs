defmodule Site.MixProject do
  use Mix.Project

  def project do
    [
      app: :site,
      version: "0.1.0",
      elixir: "~> 1.14",
      start_permanent: Mix.env() == :prod,
      deps: [{:greeting, path: "vendor/greeting"}],
      aliases: ["assets.setup": [&check_tools/1], "assets.deploy": [&copy_assets/1]]
    ]
  end

  def application do
    [extra_applications: [:logger], mod: {Site, []}]
  end

  # What would fetch a bundler.
  defp check_tools(_) do
    File.dir?("assets") || Mix.raise("there are no assets")
  end

  # What a bundler would do: from assets/ to what the release takes along.
  defp copy_assets(_) do
    File.mkdir_p!("priv/static")
    File.cp_r!("assets", "priv/static")
    Mix.Task.reenable("compile")
    Mix.Task.run("compile", ["--force"])
  end
end
