from setuptools import setup

setup(
    name="gauge",
    python_requires=">=3.10",
    install_requires=["tornado>=6"],
    entry_points={
        "console_scripts": [
            "gauge = gauge.server:main",
        ]
    },
)
