  app: :shop,
