print("collected")
