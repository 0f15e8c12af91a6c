app: :shop,
elixir: "~> 1.18"
