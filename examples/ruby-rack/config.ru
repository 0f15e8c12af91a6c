# frozen_string_literal: true

PAGES = { "/" => "hello from ruby-rack\n", "/healthz" => "ok\n" }.freeze

run lambda { |env|
  text = PAGES[env["PATH_INFO"]]
  [text ? 200 : 404, { "content-type" => "text/plain" }, [text || "not found\n"]]
}
