"""What Jalon costs beside a bare page, and the proof that real answers come out as they went in."""
