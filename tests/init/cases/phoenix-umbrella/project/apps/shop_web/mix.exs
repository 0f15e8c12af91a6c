app: :shop_web,
{:phoenix, "~> 1.8"}
