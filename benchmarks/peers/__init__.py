"""Other ways to solve the same instance, each as well as its library does it without knowing our problem."""
