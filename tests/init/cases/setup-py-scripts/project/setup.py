from setuptools import setup

setup(
    name="gauge",
    python_requires=">=3.10",
    install_requires=["tornado>=6"],
    scripts=['bin/gauge-server'],
)
