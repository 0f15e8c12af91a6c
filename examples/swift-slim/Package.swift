// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-slim",
    targets: [
        .executableTarget(
            name: "swift-slim",
            path: "Sources",
            swiftSettings: [.swiftLanguageMode(.v5)]
        )
    ]
)
