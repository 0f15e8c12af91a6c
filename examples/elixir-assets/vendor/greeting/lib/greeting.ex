defmodule Greeting do
  @moduledoc "A package of the project's own."
  def of(name), do: "hello from #{name}\n"
end
