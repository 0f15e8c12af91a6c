class Wiki
  def initialize(folder)
    @folder = folder
  end

  def names
    Dir.children(@folder).sort
  end
end
