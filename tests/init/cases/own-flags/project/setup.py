from setuptools import setup

setup(
    name="tiles",
    python_requires=">=3.10",
    install_requires=["tornado>=6", "python-ldap"],
    entry_points={
        "console_scripts": [
            "tiles-import = tiles.load:main",
            "tiles = tiles.server:main",
        ]
    },
)
