import panel as pn

pn.extension()
pn.Column("# Energy").servable(title="Energy")
