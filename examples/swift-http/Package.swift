// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-http",
    targets: [
        .executableTarget(
            name: "swift-http",
            path: "Sources",
            swiftSettings: [.swiftLanguageMode(.v5)]
        )
    ]
)
